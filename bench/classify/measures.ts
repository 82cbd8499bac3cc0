/** What a text is, what it was taken for, and how sure the answer was (0 to 1). */
export type Answer = { truth: string; answer: string; confidence: number };

/** The share of right answers. */
export function accuracy(answers: readonly Answer[]): number {
  return answers.filter(({ truth, answer }) => truth === answer).length / answers.length;
}

/** The harmonic mean of precision and recall for one label; 0 when it was never answered rightly. */
export function f1(answers: readonly Answer[], label: string): number {
  const right = answers.filter(({ truth, answer }) => truth === label && answer === label).length;
  const answered = answers.filter(({ answer }) => answer === label).length;
  const true_ = answers.filter(({ truth }) => truth === label).length;
  return right === 0 ? 0 : (2 * right) / (answered + true_);
}

/** The plain mean of the labels' F1, so that rare labels count as much as frequent ones. */
export function macroF1(answers: readonly Answer[], labels: readonly string[]): number {
  return labels.reduce((sum, label) => sum + f1(answers, label), 0) / labels.length;
}

/** How far the confidence is from the share that came true, on average over ten bands of confidence weighted by their texts. */
export function calibrationError(answers: readonly Answer[]): number {
  let error = 0;
  for (let band = 0; band < 10; band++) {
    const inside = answers.filter(
      ({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === band,
    );
    if (inside.length === 0) continue;
    const said = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
    error += (Math.abs(said - accuracy(inside)) * inside.length) / answers.length;
  }
  return error;
}

/** Rows are what the texts are, columns what they were taken for. */
export function confusionTable(answers: readonly Answer[], labels: readonly string[]): string[] {
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(13)}${cells.map((cell) => cell.padStart(12)).join("")}`;
  return [
    row("is ↓ taken for →", labels).replace("→  ", "→"),
    ...labels.map((truth) =>
      row(
        truth,
        labels.map((answer) =>
          String(
            answers.filter((one) => one.truth === truth && one.answer === answer).length || "·",
          ),
        ),
      ),
    ),
  ];
}
