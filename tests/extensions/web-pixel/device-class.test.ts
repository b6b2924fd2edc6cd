import { describe, expect, it } from 'vitest';
import { deviceClassOf } from '#extensions/web-pixel/src/device-class.ts';
import { IPHONE } from './run-pixel.ts';

const ANDROID = 'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const FIRE = 'Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/132.4';

describe('deviceClassOf', () => {
  it.each([
    [IPHONE, 'phone'],
    [`${ANDROID} Mobile Safari/537.36`, 'phone'],
    ['Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'phone'],
    [`${ANDROID} Safari/537.36`, 'tablet'],
    [`${FIRE} like Chrome/132.0 Safari/537.36`, 'tablet'],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15',
      'desktop',
    ],
    ['', 'desktop'],
  ])('reads %s as %s', (userAgent, device) => {
    expect(deviceClassOf(userAgent)).toBe(device);
  });
});
