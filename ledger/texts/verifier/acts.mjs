// SPDX-License-Identifier: Apache-2.0
// Who may do what (schemas/README.md, "Acts"): the roles that sign an act, and the states of the project that
// it may be done in; none where it is on no project.

const anyNamed = ['notified', 'filed', 'labelled', 'closed'];
const credited = ['labelled', 'closed'];

export const acts = {
  registry_opened: { roles: ['operator'] },
  key_granted: { roles: ['certifier'] },
  key_revoked: { roles: ['certifier'] },
  key_acts_annulled: { roles: ['certifier', 'recovery'] },
  holder_key_replaced: { roles: ['certifier'] },
  replacement_stopped: { roles: ['certifier', 'holder'] },
  holder_renamed: { roles: ['certifier'] },
  auditor_accredited: { roles: ['certifier'] },
  accreditation_withdrawn: { roles: ['certifier'] },
  methodology_adopted: { roles: ['certifier'] },
  participant_registered: { roles: ['operator', 'developer', 'certifier'] },
  participant_withdrawn: { roles: ['operator', 'developer', 'certifier'] },
  approval_recorded: { roles: ['operator', 'developer', 'certifier'] },
  approval_withdrawn: { roles: ['operator', 'developer', 'certifier'] },
  participant_suspended: { roles: ['certifier'] },
  participant_reinstated: { roles: ['certifier'] },
  private_erased: { roles: ['operator', 'certifier'] },
  clock_corrected: { roles: ['certifier'] },
  anchored: { roles: ['operator', 'developer', 'auditor', 'certifier'] },
  project_notified: { roles: ['developer'], states: ['absent'] },
  project_amended: { roles: ['developer'], states: ['notified', 'filed'] },
  mandants_changed: { roles: ['developer'], states: ['notified', 'filed', 'labelled'] },
  project_filed: { roles: ['developer'], states: ['notified'] },
  project_labelled: { roles: ['certifier'], states: ['filed'] },
  developer_changed: { roles: ['certifier'], states: anyNamed },
  incentive_declared: { roles: ['developer'], states: anyNamed },
  incentive_withdrawn: { roles: ['developer', 'certifier'], states: anyNamed },
  project_closed: { roles: ['developer', 'certifier'], states: ['labelled'] },
  project_withdrawn: { roles: ['developer', 'certifier'], states: ['notified', 'filed', 'labelled'] },
  submission: { roles: ['developer', 'certifier'], states: credited },
  exclusivity_declared: { roles: ['developer'], states: credited },
  credited_elsewhere: { roles: ['developer', 'auditor', 'certifier'], states: credited },
  declaration_withdrawn: { roles: ['developer', 'auditor', 'certifier'], states: credited },
  period_reported: { roles: ['developer'], states: credited },
  sample_committed: { roles: ['auditor'], states: credited },
  sample_challenged: { roles: ['certifier'], states: credited },
  sample_drawn: { roles: ['auditor'], states: credited },
  sample_recorded: { roles: ['auditor'], states: credited },
  sample_released: { roles: ['certifier'], states: credited },
  completeness_recorded: { roles: ['auditor'], states: credited },
  question_asked: { roles: ['auditor', 'certifier'], states: credited },
  question_answered: { roles: ['developer'], states: credited },
  opinion_given: { roles: ['auditor'], states: credited },
  opinion_reopened: { roles: ['auditor', 'certifier'], states: credited },
  period_forgone: { roles: ['certifier'], states: credited },
  collection_disputed: { roles: ['developer'], states: credited },
  dispute_settled: { roles: ['certifier'], states: credited },
  beneficiary_named: { roles: ['developer'], states: credited },
  beneficiary_accepted: { roles: ['holder'], states: credited },
  units_issued: { roles: ['certifier'], states: credited },
  units_assigned: { roles: ['developer', 'certifier', 'holder'], states: credited },
  assignment_accepted: { roles: ['holder'], states: credited },
  assignment_withdrawn: { roles: ['developer', 'certifier', 'holder'], states: credited },
  mandate_recorded: { roles: ['certifier'], states: credited },
  mandate_withdrawn: { roles: ['certifier'], states: credited },
  units_retired: { roles: ['developer', 'certifier', 'holder'], states: credited },
  units_cancelled: { roles: ['developer', 'certifier', 'holder'], states: credited },
  debt_set_off: { roles: ['certifier'], states: credited },
  debt_stated: { roles: ['certifier'], states: credited },
};

/// Signed by as many certifier keys as the quorum.
export const byQuorum = ['key_granted', 'key_revoked', 'key_acts_annulled', 'holder_key_replaced', 'clock_corrected'];
/// What each makes of its project.
export const stateAfter = {
  project_notified: 'notified',
  project_amended: 'notified',
  project_filed: 'filed',
  project_labelled: 'labelled',
  project_closed: 'closed',
  project_withdrawn: 'withdrawn',
};

/// The matter that a statement is on.
export function matterOf(kind, project) {
  if (project !== undefined) return project;
  const onKeys = /^(key_|holder_)/.test(kind) || ['registry_opened', 'replacement_stopped', 'clock_corrected'].includes(kind);
  return onKeys ? 'keys' : 'registry';
}
