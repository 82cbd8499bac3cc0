/** T-shirt sizes of a solution's effort, smallest first. */
export const EFFORTS = ["S", "M", "L", "XL"] as const;
export type Effort = (typeof EFFORTS)[number];
