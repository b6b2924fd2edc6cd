import { fieldProblems } from '#app/contracts/field-problems.ts';
import { readShopSettings, shopSettingsChange } from '#app/contracts/shop-settings.ts';
import type { ShopSettings } from '#app/contracts/shop-settings.ts';
import { toGuardrailSettings, type GuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { ShopSettingsStore } from '#app/ports/shop-settings-store.ts';
import { isAsOpened, type SaveRefusal } from '../as-opened.ts';

/** A shop's settings as its pages show them: what it never decided has the default. */
export interface ShownSettings extends Omit<ShopSettings, 'guardrails'> {
  readonly guardrails: GuardrailSettings;
}

export function viewSettings(stored: unknown): ShownSettings {
  const settings = readShopSettings(stored);
  return { ...settings, guardrails: toGuardrailSettings(settings.guardrails) };
}

/** Saves one part, unless it is shown otherwise now than when its card was opened. */
export async function saveSettings(
  store: ShopSettingsStore,
  shopId: ShopId,
  given: unknown,
  opened?: unknown,
): Promise<Result<null, SaveRefusal>> {
  const parsed = shopSettingsChange.safeParse(given);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const parts = Object.keys(parsed.data) as (keyof ShownSettings)[];
  const isSaved = await store.save(shopId, parsed.data, (stored) => {
    const shown = viewSettings(stored);
    return parts.every((part) => isAsOpened(opened, shown[part]));
  });
  return isSaved ? ok(null) : fail({ kind: 'stale' });
}
