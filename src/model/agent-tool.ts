import type { Location } from './location.ts';

/** What a configuration of agents says of their tools, besides the packages that are run for them. */
export type ToolSetting = RemoteTool | PluginSource | InlinedSecret | Approval;

interface Placed {
  /** As the configuration calls the tool, or what brings it; left out where the setting is of no single one. */
  readonly tool?: string;
  readonly location: Location;
}

/** A tool that another machine runs. */
export interface RemoteTool extends Placed {
  readonly kind: 'remote';
  /** As written: it may hold variables, and secrets. */
  readonly url: string;
  /** A program that is run here hands on what that machine says. */
  readonly isBridged?: true;
}

/** A repository whose plugins, skills or hooks the client takes. */
export interface PluginSource extends Placed {
  readonly kind: 'plugins';
  readonly url: string;
  /** A branch or a tag, or a commit. */
  readonly ref?: string;
}

/** A secret that stands in the file itself. */
export interface InlinedSecret extends Placed {
  readonly kind: 'secret';
  /** `the variable GITHUB_TOKEN` */
  readonly holder: string;
  /** `a GitHub token`: never the secret. */
  readonly what: string;
  readonly isCertain: boolean;
  /** Tells whether it is the same as before. */
  readonly digest: string;
}

/** What an agent may do from then on without a question. */
export interface Approval extends Placed {
  readonly kind: 'approval';
  /** As the client spells it. */
  readonly setting: string;
  /** What it is set to: one or more texts. */
  readonly values: readonly string[];
  /** What is approved: all that the agent can do, all of one tool, or what is listed. */
  readonly reach: 'everything' | 'tool' | 'listed';
}
