/** How the text of an attribute becomes the value of the property. */
export type PropertyKind = 'string' | 'boolean' | 'number' | 'object';

/** What an s-* element understands: properties with their kinds, and events by DOM name ("click", "dismiss"). */
export interface ElementDefinition {
  readonly properties: Readonly<Record<string, PropertyKind>>;
  readonly events: readonly string[];
}
