import table from './modern-elements.json' with { type: 'json' };
import type { ElementDefinition } from './element-definition.ts';

/** Elements of checkout extensions in API 2026-07 by tag, as @shopify/ui-extensions 2026.7.4 declares them. */
export const modernElements = table as Record<string, ElementDefinition>;
