/** Gathers what was assumed and what is wrong, with the places. Equal sentences become one line. */
export class Notes {
  readonly #assumed = new Map<string, Set<string>>();
  readonly #errors: { readonly place: string; readonly problem: string }[] = [];

  /** `what` is a sentence without its full stop. */
  assume(what: string, place: string): void {
    const places = this.#assumed.get(what) ?? new Set();
    this.#assumed.set(what, places.add(place));
  }

  wrong(problem: string, place: string): void {
    this.#errors.push({ place, problem });
  }

  get errors(): readonly { readonly place: string; readonly problem: string }[] {
    return this.#errors;
  }

  get assumptions(): readonly string[] {
    return [...this.#assumed].map(([what, set]) => {
      const places = [...set].filter((place) => place !== '');
      if (places.length === 0) return `${what}.`;
      const more = places.length > shownPlaces ? ` and ${places.length - shownPlaces} more` : '';
      return `${what}: ${places.slice(0, shownPlaces).join(', ')}${more}.`;
    });
  }
}

const shownPlaces = 8;
