/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export type ContentHash = (text: string) => string;
