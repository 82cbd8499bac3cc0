/** How well probabilities met what happened. */
export type Scores = {
  /** Rows scored. */
  readonly rows: number;
  /** The chance that a won deal was given more than a lost one; ties count half. 0.5 when there is only one outcome. */
  readonly auc: number;
  /** Mean squared distance between probability and outcome: 0 is perfect. */
  readonly brier: number;
  /** Mean surprise in nats: 0 is perfect, 0.693 is a coin. */
  readonly logLoss: number;
  /** Expected calibration error: see {@link calibrationError}. */
  readonly calibrationError: number;
};

/** All scores of the given probabilities (0 to 1) beside the outcomes (1 won, 0 lost). */
export function scoresOf(probabilities: Float64Array, outcomes: Uint8Array): Scores {
  return {
    rows: outcomes.length,
    auc: auc(probabilities, outcomes),
    brier: brier(probabilities, outcomes),
    logLoss: logLoss(probabilities, outcomes),
    calibrationError: calibrationError(probabilities, outcomes),
  };
}

/** Area under the ROC curve by ranks (Mann and Whitney); equal scores share their mean rank. */
export function auc(scores: Float64Array, outcomes: Uint8Array): number {
  const order = Int32Array.from(scores, (_, at) => at).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  let won = 0;
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to++;
    const meanRank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++)
      if (outcomes[order[at] ?? 0]) {
        won++;
        ranks += meanRank;
      }
    from = to;
  }
  const lost = outcomes.length - won;
  return won && lost ? (ranks - (won * (won + 1)) / 2) / (won * lost) : 0.5;
}

/** Brier (1950): the mean of (probability − outcome)². 0 for no rows. */
export function brier(probabilities: Float64Array, outcomes: Uint8Array): number {
  return meanOf(probabilities, (probability, row) => (probability - (outcomes[row] ?? 0)) ** 2);
}

/** Mean negative log-likelihood in nats; probabilities are held 1e-6 away from certainty. 0 for no rows. */
export function logLoss(probabilities: Float64Array, outcomes: Uint8Array): number {
  return meanOf(probabilities, (probability, row) => surprise(probability, outcomes[row] ?? 0));
}

/** The log loss of one forecast. */
export function surprise(probability: number, outcome: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return -Math.log(outcome ? kept : 1 - kept);
}

/**
 * Expected calibration error (Naeini 2015): rows are sorted into `bins` equally wide bins of the probability ([0, 0.1),
 * [0.1, 0.2) … [0.9, 1] by default); the distance between a bin's mean probability and its share of wins, weighted by its rows.
 */
export function calibrationError(
  probabilities: Float64Array,
  outcomes: Uint8Array,
  bins = 10,
): number {
  const said = new Float64Array(bins);
  const seen = new Float64Array(bins);
  for (const [row, probability] of probabilities.entries()) {
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    said[bin] = (said[bin] ?? 0) + probability;
    seen[bin] = (seen[bin] ?? 0) + (outcomes[row] ?? 0);
  }
  const distance = said.reduce((sum, each, bin) => sum + Math.abs(each - (seen[bin] ?? 0)), 0);
  return distance / Math.max(1, outcomes.length);
}

function meanOf(values: Float64Array, of: (value: number, at: number) => number): number {
  return values.reduce((sum, value, at) => sum + of(value, at), 0) / Math.max(1, values.length);
}
