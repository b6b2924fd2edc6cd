/** The id of what an item's tap is made on, by which the keyboard's focus finds it again. */
export const tapIdOf = (key: string): string => `attune-tap-${key}`;
