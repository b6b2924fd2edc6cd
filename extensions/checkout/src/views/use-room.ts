import { useSettings } from '@shopify/ui-extensions-react/checkout';

/** What is kept free while the answer is not there. */
export interface Room {
  /** Of the whole place, in pixels. */
  readonly height: number;
  /** Offers drawn as a skeleton. */
  readonly rows: number;
}

const ONE: Room = { height: 150, rows: 1 };
/** Between the heights of a wide and of a narrow page. */
const ROOMS: Readonly<Record<string, Room>> = {
  list: { height: 340, rows: 2 },
  carousel: { height: 300, rows: 1 },
  grid: { height: 480, rows: 2 },
  chips: ONE,
};

/** The room for the layout that the merchant named in the block's settings: before the answer nothing else tells of it. */
export function useRoom(): Room {
  const { room = '' } = useSettings<{ room: string }>();
  return ROOMS[room] ?? ONE;
}
