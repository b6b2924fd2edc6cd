/** Whether a shopper can be asked there which variant: anywhere but in the theme's cart. A test holds it and the extensions together. */
export function canChooseAt(placement: string): boolean {
  return placement !== 'cart';
}
