/** A rule over the terms and stills of a plan, by their places in it. */
export type Formula =
  | { readonly kind: 'constant'; readonly isTrue: boolean }
  | { readonly kind: 'term'; readonly place: number }
  | { readonly kind: 'still'; readonly place: number }
  | { readonly kind: 'not'; readonly operand: Formula }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] };

export const TRUE: Formula = { kind: 'constant', isTrue: true };
export const FALSE: Formula = { kind: 'constant', isTrue: false };

export function not(operand: Formula): Formula {
  if (operand.kind === 'constant') return operand.isTrue ? FALSE : TRUE;
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

export function and(...operands: readonly Formula[]): Formula {
  return group('and', operands, TRUE, FALSE);
}

export function or(...operands: readonly Formula[]): Formula {
  return group('or', operands, FALSE, TRUE);
}

/** `neutral` changes nothing in the group, `decisive` decides it. */
function group(
  kind: 'and' | 'or',
  operands: readonly Formula[],
  neutral: Formula,
  decisive: Formula,
): Formula {
  if (operands.includes(decisive)) return decisive;
  const left = operands.filter((operand) => operand !== neutral);
  const [only] = left;
  if (only === undefined) return neutral;
  return left.length === 1 ? only : { kind, operands: left };
}
