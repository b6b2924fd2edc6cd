import type { Estimate } from './estimate.ts';

/** How far one arm is from another: a difference, or a relative one. */
export interface Effect {
  readonly value: number;
  readonly standardError: number;
  /** Units of both arms. */
  readonly units: number;
  /** Of Student's t, by Welch and Satterthwaite. */
  readonly degrees: number;
}

/** `arm - control`, of independent arms. */
export function differenceOf(arm: Estimate, control: Estimate): Effect {
  return {
    value: arm.value - control.value,
    standardError: Math.sqrt(arm.variance + control.variance),
    units: arm.units + control.units,
    degrees: welchDegrees(arm, control),
  };
}

/**
 * `arm / control - 1`, with the delta method's standard error: sqrt(v_a / c^2 + v_c a^2 / c^4). Null where the control is not
 * well above 0 (4 standard errors), because a ratio says nothing there. The degrees are those of the difference.
 */
export function liftOf(arm: Estimate, control: Estimate): Effect | null {
  if (!(control.value > 4 * Math.sqrt(control.variance))) return null;
  const ratio = arm.value / control.value;
  const variance = (arm.variance + control.variance * ratio * ratio) / (control.value * control.value);
  return { ...differenceOf(arm, control), value: ratio - 1, standardError: Math.sqrt(variance) };
}

/** (v_a + v_b)^2 / (v_a^2 / d_a + v_b^2 / d_b), with d = n - 1 where an arm is one sample; Infinity where nothing varies. */
function welchDegrees(a: Estimate, b: Estimate): number {
  const parts = a.variance ** 2 / a.degrees + b.variance ** 2 / b.degrees;
  return parts > 0 ? (a.variance + b.variance) ** 2 / parts : Infinity;
}
