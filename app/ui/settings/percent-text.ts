/** A share, 0 to 1, in percent with all the decimals it was given: 0.0525 is "5.25". */
export const percentText = (share: number): string => String(Number((share * 100).toFixed(10)));
