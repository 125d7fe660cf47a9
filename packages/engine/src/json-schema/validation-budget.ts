/** Ends a validation that a hostile schema would let run for ages. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Counted in steps of about a microsecond, not in time, so that the same input always ends the same. */
export class ValidationBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent();
  }
}
