/**
 * Line drawings on a 96 x 96 field, one for each product type. `fill` paths take the tile's light ink, `line` paths its
 * dark ink.
 */
export interface Glyph {
  readonly fill?: string;
  readonly line: string;
}

const GLYPHS: Readonly<Record<string, Glyph>> = {
  Bag: { fill: 'M26 40h44l4 38H22z', line: 'M26 40h44l4 38H22zM36 46V32a12 12 0 0 1 24 0v14' },
  Purse: { fill: 'M22 38h52v34H22z', line: 'M22 38h52v34H22zM22 48h52M34 38c0-14 28-14 28 0M48 46v6' },
  Lunch: { fill: 'M24 40h48v36H24z', line: 'M24 40h48v36H24zM24 52h48M38 40v-8h20v8M44 52v6h8v-6' },
  Mug: {
    fill: 'M26 32h36v44H26z',
    line: 'M26 32h36v38a6 6 0 0 1-6 6H32a6 6 0 0 1-6-6zM62 40h6a9 9 0 0 1 0 22h-6M36 24v-6M46 24v-8M56 24v-6',
  },
  Tea: {
    fill: 'M30 42c0-10 36-10 36 0v18c0 12-36 12-36 0z',
    line: 'M30 42c0-10 36-10 36 0v18c0 14-36 14-36 0zM30 46c-12-2-14 18 2 18M66 50c8 0 8-10 14-10M48 34v-6M44 26h8',
  },
  Tin: {
    fill: 'M28 36h40v38H28z',
    line: 'M28 36v34c0 8 40 8 40 0V36M28 36c0-8 40-8 40 0s-40 8-40 0M28 52c0 6 40 6 40 0',
  },
  Baking: {
    fill: 'M28 50h40l-6 28H34z',
    line: 'M28 50h40l-6 28H34zM26 50c-4-12 10-12 10-16 4-10 20-10 24 0 0 4 14 4 10 16M40 50l2 28M56 50l-2 28M48 26v-6',
  },
  Tableware: {
    fill: 'M48 26a24 24 0 1 0 .1 0z',
    line: 'M48 26a24 24 0 1 0 .1 0zM48 36a14 14 0 1 0 .1 0zM14 28v16M20 28v16M14 44c0 4 6 4 6 0M17 46v28M80 28c-6 6-6 18 0 20v26',
  },
  Kitchen: { fill: 'M34 22h28v16H34z', line: 'M34 22h28v16H34zM38 38v38M48 38v30M58 38v38M34 30h28' },
  Candle: {
    fill: 'M36 44h24v34H36z',
    line: 'M36 44h24v34H36zM48 44v-8M48 16c8 10 8 18 0 20-8-2-8-10 0-20M36 54c4 6 8-2 12 4s8 0 12-2',
  },
  'Candle holder': {
    fill: 'M28 52h40l-6 20H34z',
    line: 'M28 52h40l-6 20H34zM48 46v6M48 22c7 9 7 17 0 20-7-3-7-11 0-20M40 78h16',
  },
  Christmas: {
    fill: 'M48 16L70 72H26z',
    line: 'M48 16l14 22h-8l12 18h-8l10 16H28l10-16h-8l12-18h-8zM48 72v8',
  },
  Decoration: {
    fill: 'M16 30l14 22 12-16zM42 36l6 24 12-22z',
    line: 'M12 26c24 18 48 18 72 0M18 31l10 22 10-16M40 38l8 24 8-24M58 37l10 16 10-22',
  },
  Cushion: {
    fill: 'M24 28c16 6 32 6 48 0-6 14-6 28 0 42-16-6-32-6-48 0 6-14 6-28 0-42z',
    line: 'M24 28c16 6 32 6 48 0-6 14-6 28 0 42-16-6-32-6-48 0 6-14 6-28 0-42zM48 44v10M43 49h10',
  },
  Clock: {
    fill: 'M48 22a26 26 0 1 0 .1 0z',
    line: 'M48 22a26 26 0 1 0 .1 0zM48 32v16l10 8M48 26v2M48 68v2M26 48h2M68 48h2',
  },
  Mirror: {
    fill: 'M48 18c28 0 28 46 0 46s-28-46 0-46z',
    line: 'M48 18c28 0 28 46 0 46s-28-46 0-46zM48 64v14M38 78h20M40 44l12-14M46 50l8-10',
  },
  Frame: { fill: 'M24 22h48v52H24z', line: 'M24 22h48v52H24zM32 30h32v36H32zM32 60l10-14 8 10 6-6 8 10' },
  Sign: { fill: 'M20 36h56v28H20z', line: 'M20 36h56v28H20zM32 36l16-16 16 16M30 46h36M34 54h28' },
  Light: { fill: 'M34 26h28l8 28H26z', line: 'M34 26h28l8 28H26zM48 54v20M36 76h24M62 54v8' },
  Stationery: {
    fill: 'M28 20h36v56H28z',
    line: 'M28 20h36v56H28zM36 20v56M44 34h14M44 44h14M44 54h8M70 30v34l4 8 4-8V30z',
  },
  'Cards and wrap': {
    fill: 'M20 32h56v38H20z',
    line: 'M20 32h56v38H20zM20 32l28 22 28-22M20 70l20-20M76 70L56 50',
  },
  Toy: {
    fill: 'M48 40a18 18 0 1 0 .1 0z',
    line: 'M48 40a18 18 0 1 0 .1 0zM34 44a9 9 0 1 1 6-12M62 44a9 9 0 1 0-6-12M42 54v2M54 54v2M44 64c2 3 6 3 8 0',
  },
  'Warm and dry': {
    fill: 'M20 50c4-34 52-34 56 0z',
    line: 'M20 50c4-34 52-34 56 0-6-6-12-6-18 0-6-6-14-6-20 0-6-6-12-6-18 0zM48 46v24a6 6 0 0 0 12 0',
  },
  Bath: {
    fill: 'M20 48h56c0 18-6 24-14 24H34c-8 0-14-6-14-24z',
    line: 'M16 48h64M20 48c0 18 6 24 14 24h28c8 0 14-6 14-24M32 72v6M64 72v6M28 48V28c0-8 12-8 12 0',
  },
  Garden: {
    fill: 'M30 52h36l-4 26H34z',
    line: 'M28 52h40l-5 26H33zM48 52V30M48 40c-14 2-18-8-18-14 12 0 18 6 18 14M48 36c12 2 16-8 16-12-10 0-16 4-16 12',
  },
  Flowers: {
    fill: 'M48 30a8 8 0 1 0 .1 0z',
    line: 'M48 30a7 7 0 1 0 .1 0zM48 30c-10-16 10-16 0 0M55 37c16-10 16 10 0 0M41 37c-16-10-16 10 0 0M48 44c-10 16 10 16 0 0M48 54v26M48 70c10 0 14-6 14-10',
  },
  Storage: { fill: 'M24 30h48v46H24z', line: 'M24 30h48v46H24zM24 53h48M42 42h12M42 64h12M30 76v4M66 76v4' },
  Ornament: {
    fill: 'M48 74C20 54 22 30 36 30c8 0 12 8 12 8s4-8 12-8c14 0 16 24-12 44z',
    line: 'M48 74C20 54 22 30 36 30c8 0 12 8 12 8s4-8 12-8c14 0 16 24-12 44zM48 38V22',
  },
  Necklace: {
    fill: 'M48 66l8 8-8 10-8-10z',
    line: 'M22 20c0 24 10 42 26 46 16-4 26-22 26-46M48 66l8 8-8 10-8-10zM28 42v.1M36 55v.1M60 55v.1M68 42v.1',
  },
  Bracelet: {
    fill: 'M48 30c34 0 34 38 0 38s-34-38 0-38zM48 38c-22 0-22 22 0 22s22-22 0-22z',
    line: 'M48 28c36 0 36 42 0 42s-36-42 0-42zM48 38c-22 0-22 22 0 22s22-22 0-22z',
  },
  Earrings: {
    fill: 'M34 44l8 16-8 14-8-14zM62 44l8 16-8 14-8-14z',
    line: 'M34 44l8 16-8 14-8-14zM62 44l8 16-8 14-8-14zM34 44V32c0-8 8-8 8-2M62 44V32c0-8 8-8 8-2',
  },
  Accessory: {
    fill: 'M40 26h16l8 10-16 18-16-18z',
    line: 'M40 26h16l8 10-16 18-16-18zM32 36h32M48 54a14 14 0 1 0 .1 0M42 36l6 18 6-18',
  },
};

const GIFT: Glyph = {
  fill: 'M22 42h52v34H22z',
  line: 'M22 42h52v34H22zM18 32h60v10H18zM48 32v44M48 32c-20 0-16-18-6-14 5 2 6 14 6 14s1-12 6-14c10-4 14 14-6 14z',
};

/** The drawing of a product type; a wrapped box for any other. */
export function glyphOf(productType: string): Glyph {
  return GLYPHS[productType] ?? GIFT;
}
