/** Two edits of the same customer, field by field. */

/**
 * What there is to choose between. A field that only one of the two has changed is theirs or mine already; one that both
 * have changed is for somebody to decide.
 */
export function compare(base, theirs, mine) {
  return Object.keys(mine).map((name) => {
    const same = theirs[name] === mine[name];
    const byMe = mine[name] !== base[name];
    const byThem = theirs[name] !== base[name];
    const both = !same && byMe && byThem;
    return { name, theirs: theirs[name], mine: mine[name], same, both, choice: both ? null : byMe ? 'mine' : 'theirs' };
  });
}

/** The edit that was chosen. */
export const choose = (fields) => Object.fromEntries(fields.map((field) => [field.name, field[field.choice]]));
