import type { RulePage } from '../../domain/rule.ts';
import { commandPage as page } from './command-page.ts';

/** What `explain` shows for the codes about profiles: which agency or account a command is for. */
export const profilePages: readonly RulePage[] = [
  page('PROFILE-UNKNOWN', 'No such profile', 'usage', {
    checks: 'That the profile which `--profile`, SHEETORDER_PROFILE or the configuration names is in sheetorder.json.',
    why: 'Without it, orders would go to whatever account the environment happens to name.',
    next: 'Name one that the message lists; `sheetorder config` shows which file is read and what it has.',
  }),
  page('PROFILE-CONFLICT', 'Two places name different accounts', 'usage', {
    checks:
      'That the environment and the chosen profile name no different keys, and no different organizations, for a vendor that the command speaks to; and that `--profile` is the profile of the folder that `run` works in.',
    why: "By the rule that the environment outranks a profile, orders would be bought on another agency's account.",
    next: 'Unset the variable that the message names, or choose the profile that fits it. `sheetorder config` shows both.',
  }),
  page('PLAN-PROFILE', 'A plan of another profile', 'usage', {
    checks: 'That `submit PLAN` has the profile with which the plan was made.',
    why: 'A file must not choose whose key is used and whose budget counts.',
    next: 'Give the `--profile` that the message names, or make the plan again.',
  }),
];
