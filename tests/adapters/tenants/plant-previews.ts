import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { SHARED } from './draw.ts';

/** Previews of campaigns of one shop. */
export async function plantPreviews(
  prisma: PrismaClient,
  { id: shopId, mark }: { readonly id: number; readonly mark: string },
): Promise<void> {
  await prisma.campaignPreview.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `00000000-0000-4000-8000-00000000000${n}`,
      body: {
        ...{ kind: 'message', name: `${mark} ${n}`, status: 'draft', placements: ['checkout.block'] },
        ...{ priority: 1, audience: [], excluded: [], content: { title: mark, body: mark, tone: 'info' } },
      },
      expiresAt: new Date(Date.UTC(2026, 0, n, 12)),
    })),
  });
}
