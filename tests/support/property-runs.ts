/** How many cases a property test tries: `few` in `npm test`, twenty times as many in `npm run test:long`. */
export function propertyRuns(few: number): number {
  return process.env.LONG === '1' ? few * 20 : few;
}
