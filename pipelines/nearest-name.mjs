/**
 * The known name that differs in at most two letters, to suggest after a typing mistake; undefined when there is none.
 */
export function nearestName(name, names) {
  const [nearest] = names
    .map((other) => ({ other, distance: distanceOf(name, other) }))
    .filter(({ distance }) => distance <= 2)
    .sort((one, another) => one.distance - another.distance);
  return nearest?.other;
}

/** The number of letters to insert, delete or replace (Levenshtein). */
function distanceOf(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      next.push(Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}
