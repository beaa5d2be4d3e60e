import { endpoints } from '../knowledge/endpoints.ts';
import type { Policy } from '../model/policy.ts';
import { recordOf } from './context.ts';

/** The policy where no configuration says otherwise. */
export const defaultPolicy: Policy = {
  failOn: 'high',
  failOnConfidence: 'medium',
  onUnverified: 'fail',
  registries: recordOf([]),
  trustedRegistries: [],
  private: recordOf([]),
  firstParty: recordOf([]),
  services: { osv: endpoints.osv, 'github-advisories': endpoints.githubApi, 'deps-dev': endpoints.depsDev },
  budget: { requests: 2000, seconds: 120, bytes: 100e6 },
  rules: recordOf([]),
  ignorePaths: [],
  exceptions: [],
  approved: [],
  denied: [],
  inlineExceptions: [],
  locked: [],
};
