/** The first pattern that fits a title in capitals gives the type; later ones are broader. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^WRAP\b/, 'Cards and wrap'],
  [/EARRING/, 'Earrings'],
  [/NECKLACE|PENDANT|CHOKER|LARIAT/, 'Necklace'],
  [/BRACELET|BANGLE/, 'Bracelet'],
  [
    /\bRING\b|BROOCH|CHARM|DIAMANTE|HAIR(CLIP| CLIP|SLIDE)?|TIARA|BAG CHARM|KEY ?RING|PHONE CHARM/,
    'Accessory',
  ],
  [/CHRISTMAS|XMAS|ADVENT|REINDEER|SNOWFLAKE|SANTA|BAUBLE|NATIVITY/, 'Christmas'],
  [/T-?LIGHT|VOTIVE|CANDLE ?STICK|CANDLE ?HOLDER|LANTERN|CANDELABRA/, 'Candle holder'],
  [/CANDLE|INCENSE|FRAGRANCE|OIL BURNER|ESSENTIAL/, 'Candle'],
  [/LUNCH (BAG|BOX)|SNACK BOX|BENTO/, 'Lunch'],
  [/PURSE|WALLET|COSMETIC|WASH ?BAG|MAKE ?UP|PASSPORT|LUGGAGE TAG/, 'Purse'],
  [/\bBAGS?\b|HANDBAG|SHOPPER|TOTE|HOLDALL|SATCHEL/, 'Bag'],
  [/MUG|TEA ?CUP|TEACUP|\bCUPS?\b|BEAKER|TUMBLER/, 'Mug'],
  [/TEA ?POT|TEAPOT|TEA FOR|\bTEA\b|COFFEE|CAFETIERE/, 'Tea'],
  [/\bTINS?\b|JAR|CANISTER|BISCUIT/, 'Tin'],
  [/CAKE|BAKING|JELLY|MOULD|ICING|CUPCAKE|MUFFIN/, 'Baking'],
  [
    /PLATE|BOWL|DISH|SAUCER|EGG CUP|DINNER|CUTLERY|JUG|GLASS(ES)?\b|CARAFE|COASTER|PLACEMAT|NAPKIN|TRAY/,
    'Tableware',
  ],
  [/APRON|OVEN|TEA TOWEL|KITCHEN|SPICE|RECIPE|PEG BAG|COLANDER|SPOON|WHISK|SCALES|DOORSTOP/, 'Kitchen'],
  [/CUSHION|THROW|QUILT|BLANKET|RUG\b|CURTAIN/, 'Cushion'],
  [/CLOCK|WATCH/, 'Clock'],
  [/MIRROR/, 'Mirror'],
  [/FRAME|PICTURE|CANVAS|PRINT|\bART\b|POSTER/, 'Frame'],
  [/\bSIGNS?\b|LETTER|NUMBER TILE|DOORMAT|CHALK|BLACKBOARD/, 'Sign'],
  [/LIGHTS?\b|LAMP|CHANDELIER|TORCH/, 'Light'],
  [/GARLAND|BUNTING|WREATH|DECORATION|HANGING|BALLOON|PARTY|CONFETTI|STREAMER/, 'Decoration'],
  [
    /NOTE ?BOOK|JOURNAL|DIARY|PENCIL|\bPENS?\b|STICKER|TAPE\b|STAMP|ERASER|RULER|STATIONERY|MEMO|SKETCH|MAGNET/,
    'Stationery',
  ],
  [/CARDS?\b|WRAP|RIBBON|GIFT TAG|TISSUE|ENVELOPE|PAPER CRAFT/, 'Cards and wrap'],
  [
    /TOY|GAME|PUZZLE|DOLL|PLAYHOUSE|SKIPPING|SPINNING|BLOCKS|SOLDIER|TEDDY|RABBIT|KNITTING|FELTCRAFT|CRAFT|CHILD|INFLATABLE/,
    'Toy',
  ],
  [/WATER BOTTLE|UMBRELLA|RAIN|PONCHO|SLIPPER|SOCK|SCARF|HAT\b|GLOVE|WARMER/, 'Warm and dry'],
  [/SOAP|BATH|TOWEL|TOILET|SHOWER|HAND WASH|TALC/, 'Bath'],
  [/GARDEN|PLANT|POT\b|WATERING|SEED|HERB|BIRD ?(HOUSE|FEEDER|BATH|TABLE)|PARASOL|TROWEL|GNOME/, 'Garden'],
  [/FLOWER|ROSE|TULIP|DAISY|BLOSSOM|BOUQUET|VASE/, 'Flowers'],
  [
    /BOX|BASKET|CRATE|STORAGE|DRAWER|CABINET|SHELF|RACK|HOOK|HANGER|HOLDER|STAND|CHEST|BIN\b|STOOL|TABLE|CHAIR/,
    'Storage',
  ],
  [/HEART|ANGEL|FAIRY|BIRD|OWL|CAT\b|DOG\b|HEN\b|ORNAMENT|BUTTERFLY/, 'Ornament'],
];

/** The type guessed from a title's words; `Gift` when no word says more. */
export function productTypeOf(title: string): string {
  const capitals = title.toUpperCase();
  return TYPES.find(([pattern]) => pattern.test(capitals))?.[1] ?? 'Gift';
}

const TAG_WORDS: readonly (readonly [RegExp, string])[] = [
  [/CHRISTMAS|XMAS|ADVENT|SANTA|REINDEER/, 'christmas'],
  [/EASTER|EGG|BUNNY/, 'easter'],
  [/RETROSPOT|RETRO SPOT/, 'retrospot'],
  [/POLKADOT|POLKA DOT|SPOTTY/, 'polkadot'],
  [/VINTAGE|ANTIQUE|VICTORIAN|REGENCY/, 'vintage'],
  [/UNION ?(JACK|FLAG)|LONDON|KEEP CALM/, 'british'],
  [/HEART|LOVE|SWEETHEART/, 'hearts'],
  [/FLOWER|ROSE|DAISY|FLORAL/, 'floral'],
  [/WOODLAND|OWL|BIRD|RABBIT|FOX/, 'woodland'],
  [/CHILD|GIRL|BOY|SPACEBOY|DOLLY|CIRCUS/, 'kids'],
  [/PARTY|BIRTHDAY|BALLOON/, 'party'],
  [/SET ?(OF)? ?\d|S\/\d|PACK/, 'set'],
];
const COLOURS = [
  'Pink',
  'Blue',
  'Red',
  'White',
  'Green',
  'Black',
  'Ivory',
  'Cream',
  'Purple',
  'Silver',
  'Gold',
  'Turquoise',
  'Amber',
];

/** Tags from a title's words: themes and colours, in alphabetical order. */
export function tagsOf(title: string): string[] {
  const capitals = title.toUpperCase();
  const themes = TAG_WORDS.filter(([pattern]) => pattern.test(capitals)).map(([, tag]) => tag);
  const colours = COLOURS.filter((colour) => new RegExp(`\\b${colour.toUpperCase()}\\b`).test(capitals));
  return [...themes, ...colours.map((colour) => colour.toLowerCase())].sort();
}
