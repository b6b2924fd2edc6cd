/** The time a render gives us ran out. */
export class BudgetExceeded extends Error {
  constructor(budgetMs: number) {
    super(`Expected an answer within ${Math.max(0, Math.round(budgetMs))} ms, found none.`);
    this.name = 'BudgetExceeded';
  }
}

/** `work`, or a rejection with BudgetExceeded after `budgetMs`. The work itself goes on: a database query cannot be unasked. */
export async function withinBudget<Value>(work: Promise<Value>, budgetMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BudgetExceeded(budgetMs)), Math.max(0, budgetMs));
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
