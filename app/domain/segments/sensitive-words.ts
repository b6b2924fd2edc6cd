/** What a text may be about that says more of a person than a shop may use without being asked. */
export const SENSITIVE_CATEGORIES = [
  'health',
  'sexuality',
  'religion',
  'ethnicity',
  'politics',
  'trade union membership',
  'criminal record',
  'precise location',
] as const;
export type SensitiveCategory = (typeof SENSITIVE_CATEGORIES)[number];

/**
 * Words of each category, in lower case without accents; one that ends in `*` stands for every word that begins so. The categories
 * are those of the GDPR, articles 9 (1) and 10, with genetic data under health, and precise location as in California's CPRA, section
 * 1798.140 (ae). The words are English, and stems that many languages share: no list finds everything.
 */
export const SENSITIVE_WORDS: Readonly<Record<SensitiveCategory, string>> = {
  health: `addict* adhd alcoholi* allerg* alzheimer* anorexi* anxiety arthriti* asthma* autis* bipolar cancer* chemotherap*
    chronic* coeliac celiac dementia depress* diabet* dialysis diseas* disab* dna dyslexi* eczema epilep* fertility genetic*
    handicap* hepatitis hiv illness* incontinen* infertil* insulin ivf menopaus* mental migraine* miscarriage* obes* oncolog*
    overweight parkinson* patient* pregnan* psoria* psychiatr* rehab* schizophren* sclerosis therap* wheelchair*`,
  sexuality: `bisexual* gay gays gender heterosexual* homosexual* lesbian* lgbt* lgbtq* nonbinary queer* sexual* transgender*
    transsexual*`,
  religion: `atheis* baptist* bible buddhis* catholic* christian* evangelical* halal hindu* islam* jew jewish jews judais* kosher
    mormon* mosque* muslim* orthodox protestant* quran ramadan religio* sikh* synagogue* torah`,
  ethnicity: `aboriginal* arab arabs asian asians caucasian* ethnic* hispanic* immigra* indigenous latina* latino* latinx
    migrant* minorit* native-american racial refugee* roma romani african-american black-people white-people`,
  politics: `communis* conservative* democrat democrats election* labour-party left-wing political* politic* republican*
    right-wing socialis* tory voter voters`,
  'trade union membership':
    'trade-union* trades-union* labor-union* labour-union* union-member* unionis* unioniz*',
  'criminal record': 'arrest* convict* criminal* felon* offender* parole* prison*',
  'precise location': 'geofenc* geolocation gps latitude longitude home-address',
};
