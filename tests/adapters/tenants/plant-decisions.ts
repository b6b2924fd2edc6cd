import { deflateContent, fingerprint, sha256 } from '#app/adapters/prisma/decisions/record-bytes.ts';
import { sealInputs } from '#app/adapters/prisma/decisions/stored-inputs.ts';
import { createPacker } from '#app/domain/campaigns/replay/pack.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { aProfile } from '../../domain/builders.ts';
import { anUpsell, aQuestion, aSnapshot, bought } from '../../domain/campaigns/shop.ts';
import { decisionIdOf, SHARED } from './draw.ts';

/** What a shop's decisions were made from. Parts of both shops stand under the same keys, and hold something else. */
export async function plantDecisionRecords(
  prisma: PrismaClient,
  { id: shopId, mark }: { readonly id: number; readonly mark: string },
): Promise<void> {
  const pack = createPacker(fingerprint);
  const snapshot = aSnapshot({ campaigns: [anUpsell({ name: mark })] });
  for (const n of SHARED) {
    const shopperId = gid('Customer', n);
    const profile = aProfile({ shopperId, purchases: [bought(shopId, 'a')] });
    const { inputs, parts, text } = pack(
      recordDecision(snapshot, aQuestion({ shopperId, profile, cart: 'b' })),
    );
    const profileKey = `profile-${n}`;
    const renamed = { ...inputs, profile: { shopperId, key: profileKey, estimates: null } };
    const usedOn = new Date(Date.UTC(2026, 0, n));
    await prisma.decisionRecord.create({
      data: {
        decisionId: decisionIdOf(shopId, n),
        shopId,
        decidedAt: usedOn,
        hash: new Uint8Array(sha256(text)),
        inputs: new Uint8Array(deflateContent(JSON.stringify(sealInputs(renamed, () => '')))),
        profileKey,
      },
    });
    await prisma.decisionPart.createMany({
      data: [
        ...parts.filter((part) => part.shopperId === null),
        { key: profileKey, content: encodeProfile(profile), shopperId },
      ].map((part) => ({ ...part, shopId, usedOn, content: new Uint8Array(deflateContent(part.content)) })),
      skipDuplicates: true,
    });
  }
}
