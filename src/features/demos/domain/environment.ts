/** How the demo environment's last refresh went; `unset` before the first. */
export const ENVIRONMENT_STATUSES = ["unset", "ready", "failed"] as const;
export type EnvironmentStatus = (typeof ENVIRONMENT_STATUSES)[number];

/** The place demos are given in: one for the workspace, refreshed every day. */
export type Environment = {
  /** "sandbox" unless somebody says otherwise. */
  kind: string;
  /** What fills it: "demo_data" unless somebody says otherwise. */
  dataSource: string;
  isCustomised: boolean;
  isBranded: boolean;
  isUseCaseSpecific: boolean;
  scriptUrl: string | null;
  status: EnvironmentStatus;
  refreshedAt: Date | null;
  /** Since when no refresh has worked; null while it works. */
  failingSince: Date | null;
  lastError: string | null;
};

/** The environment as it is before anybody has said anything about it. */
export const DEFAULT_ENVIRONMENT: Environment = {
  kind: "sandbox",
  dataSource: "demo_data",
  isCustomised: false,
  isBranded: false,
  isUseCaseSpecific: false,
  scriptUrl: null,
  status: "unset",
  refreshedAt: null,
  failingSince: null,
  lastError: null,
};
