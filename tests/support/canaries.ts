/** What is told of a person whom no log may name. */
export const PERSON = {
  first_name: 'Zebedina',
  last_name: 'Quaxwell',
  email: 'zebedina.q@canary.example',
  phone: '+447700900417',
  address1: '17 Wobblethorpe Lane',
  city: 'Snorfleby',
  zip: 'ZQ9 7XJ',
  note: 'Ring the purple doorbell',
  browser_ip: '203.0.113.217',
  credit_card_number: '•••• 90417',
};
export const CANARIES = Object.values(PERSON);

/** The canaries that stand in `text`: as they are, URL-encoded or in base64, in any case. */
export function leaksIn(text: string): string[] {
  const lower = text.toLowerCase();
  const formsOf = (canary: string) => [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString('base64'),
  ];
  return CANARIES.filter((canary) => formsOf(canary).some((form) => lower.includes(form.toLowerCase())));
}
