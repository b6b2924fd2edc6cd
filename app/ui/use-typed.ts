import { useState } from 'react';

/** What is typed over what the address asks for, by field; another address is shown anew, in the same fields: focus stays. */
export function useTyped<Fields extends Readonly<Record<string, string>>>(asked: Fields) {
  const [shown, setShown] = useState({ asked, typed: asked });
  const isNews = Object.keys(asked).some((name) => asked[name] !== shown.asked[name]);
  if (isNews) setShown({ asked, typed: asked });
  const type = (part: Partial<Fields>) =>
    setShown((before) => ({ ...before, typed: { ...before.typed, ...part } }));
  return { typed: isNews ? asked : shown.typed, type };
}
