/**
 * The candidate a person most likely meant, or null when none is near. Case doesn't matter.
 * Near is: the same; begun (at least two letters of it); or mistyped in at most a third of the letters, where two
 * letters swapped count once. Among equals the earlier candidate wins.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = word.trim().toLowerCase();
  let best: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = distanceTo(typed, candidate.toLowerCase());
    if (distance !== null && (best === null || distance < best.distance))
      best = { candidate, distance };
  }
  return best?.candidate ?? null;
}

/** 0 for the same, a half for a beginning, else the count of typing errors; null when too far. */
function distanceTo(typed: string, candidate: string): number | null {
  if (typed === candidate) return 0;
  if (typed.length >= 2 && candidate.startsWith(typed)) return 0.5;
  const allowed = Math.floor(Math.max(typed.length, candidate.length) / 3);
  if (Math.abs(typed.length - candidate.length) > allowed) return null;
  const distance = typingErrors(typed, candidate);
  return distance <= allowed ? distance : null;
}

/**
 * Letters added, left out, changed or swapped with their neighbour (optimal string alignment, Damerau 1964).
 * Our own, because Levenshtein's plain distance counts a swap as two and "mvoe" would not find "move".
 */
function typingErrors(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
