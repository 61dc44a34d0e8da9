/** Compares two edits of the same customer, field by field. */

/**
 * Returns the fields to choose between. A field that only one of the two has changed is chosen already; the user decides
 * about a field that both have changed.
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

/** Returns the edit that was chosen. */
export const choose = (fields) => Object.fromEntries(fields.map((field) => [field.name, field[field.choice]]));
