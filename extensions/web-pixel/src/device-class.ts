export type DeviceClass = 'desktop' | 'phone' | 'tablet';

/** What kind of device a user agent names. An iPad that asks for desktop pages calls itself a Mac, and counts as one. */
export function deviceClassOf(userAgent: string): DeviceClass {
  if (/iPad|Tablet|PlayBook|Silk(?!.*Mobile)|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet';
  return /Mobi|iPhone|iPod/i.test(userAgent) ? 'phone' : 'desktop';
}
