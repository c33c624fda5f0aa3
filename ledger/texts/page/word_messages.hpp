// SPDX-License-Identifier: Apache-2.0
// What pages call public words: rows of messages.hpp. Which word is which is in texts/public_words.hpp.
#pragma once

// clang-format off
#define LCL_WORD_MESSAGES(X) \
  /* project states */ \
  X(project_state_absent, "absent", "absent") \
  X(project_state_notified, "notified", "notifié") \
  X(project_state_filed, "filed", "déposé") \
  X(project_state_labelled, "labelled", "labellisé") \
  X(project_state_closed, "closed", "clos") \
  X(project_state_withdrawn, "withdrawn", "retiré") \
  /* stages of reports */ \
  X(report_stage_reported, "reported", "déposé") \
  X(report_stage_reopened, "opinion reopened", "avis retiré") \
  X(report_stage_modified, "modified opinion", "avis modifié") \
  X(report_stage_misstated, "misstated", "inexactitudes significatives") \
  X(report_stage_audited, "audited", "audité") \
  X(report_stage_issued, "units issued", "unités délivrées") \
  X(report_stage_forgone, "given up", "abandonné") \
  X(report_stage_replaced, "replaced", "remplacé") \
  /* stages of commitments to samples */ \
  X(commitment_stage_waiting, "waits for a challenge", "en attente du défi") \
  X(commitment_stage_unrevealed, "number not revealed", "nombre non révélé") \
  X(commitment_stage_revealed, "revealed", "révélé") \
  X(commitment_stage_replaced, "report replaced", "rapport remplacé") \
  /* roles */ \
  X(role_holder, "holder", "titulaire") \
  X(role_recovery, "recovery", "secours") \
  /* kinds of events */ \
  X(event_collection, "collection", "collecte") \
  X(event_reconditioning, "reconditioning", "reconditionnement") \
  X(event_resale, "resale", "revente") \
  X(event_return, "return", "retour") \
  X(event_disposal, "disposal", "mise au rebut") \
  X(event_void, "void", "annulation d’une entrée") \
  /* acts, by the kind of their entries */ \
  X(kind_registry_opened, "registry opened", "registre ouvert") \
  X(kind_key_granted, "key granted", "clé attribuée") \
  X(kind_key_revoked, "key revoked", "clé révoquée") \
  X(kind_key_acts_annulled, "acts of a key annulled", "actes d’une clé annulés") \
  X(kind_holder_key_replaced, "key of a holder replaced", "clé d’un titulaire remplacée") \
  X(kind_replacement_stopped, "replacement of a key stopped", "remplacement d’une clé arrêté") \
  X(kind_holder_renamed, "holder renamed", "titulaire renommé") \
  X(kind_auditor_accredited, "auditor accredited", "auditeur accrédité") \
  X(kind_accreditation_withdrawn, "accreditation withdrawn", "accréditation retirée") \
  X(kind_methodology_adopted, "methodology adopted", "méthode adoptée") \
  X(kind_participant_registered, "participant registered", "participant inscrit") \
  X(kind_participant_withdrawn, "participant withdrawn", "participant radié") \
  X(kind_approval_recorded, "approval recorded", "agrément enregistré") \
  X(kind_approval_withdrawn, "approval withdrawn", "agrément retiré") \
  X(kind_participant_suspended, "participant suspended", "participant suspendu") \
  X(kind_participant_reinstated, "participant reinstated", "suspension levée") \
  X(kind_private_erased, "private part erased", "partie privée effacée") \
  X(kind_clock_corrected, "clock corrected", "horloge corrigée") \
  X(kind_anchored, "anchored in time", "ancrage temporel") \
  X(kind_project_notified, "project notified", "projet notifié") \
  X(kind_project_amended, "project amended", "projet modifié") \
  X(kind_mandants_changed, "mandants changed", "mandants modifiés") \
  X(kind_project_filed, "project filed", "projet déposé") \
  X(kind_project_labelled, "project labelled", "projet labellisé") \
  X(kind_developer_changed, "project developer changed", "porteur de projet changé") \
  X(kind_incentive_declared, "other support declared", "autre soutien déclaré") \
  X(kind_incentive_withdrawn, "declaration of support withdrawn", "déclaration de soutien retirée") \
  X(kind_project_closed, "project closed", "projet clos") \
  X(kind_project_withdrawn, "project withdrawn", "projet retiré") \
  X(kind_submission, "events submitted", "événements transmis") \
  X(kind_exclusivity_declared, "exclusivity declared", "exclusivité déclarée") \
  X(kind_credited_elsewhere, "credits of another registry declared", "crédits d’un autre registre déclarés") \
  X(kind_declaration_withdrawn, "declaration withdrawn", "déclaration retirée") \
  X(kind_period_reported, "period reported", "rapport de suivi déposé") \
  X(kind_sample_committed, "sample committed to", "engagement sur un échantillon") \
  X(kind_sample_challenged, "sample challenged", "défi du certificateur") \
  X(kind_sample_drawn, "sample drawn", "échantillon tiré") \
  X(kind_sample_recorded, "results of a sample recorded", "résultats d’un échantillon enregistrés") \
  X(kind_sample_released, "sample released", "échantillon abandonné") \
  X(kind_completeness_recorded, "test of completeness recorded", "contrôle d’exhaustivité enregistré") \
  X(kind_question_asked, "question asked", "question posée") \
  X(kind_question_answered, "question answered", "réponse à une question") \
  X(kind_opinion_given, "opinion given", "avis rendu") \
  X(kind_opinion_reopened, "opinion reopened", "avis retiré") \
  X(kind_period_forgone, "period given up", "période abandonnée") \
  X(kind_collection_disputed, "collection disputed", "collecte contestée") \
  X(kind_dispute_settled, "dispute settled", "contestation tranchée") \
  X(kind_beneficiary_named, "beneficiary named", "bénéficiaire désigné") \
  X(kind_beneficiary_accepted, "naming accepted", "désignation acceptée") \
  X(kind_units_issued, "units issued", "unités délivrées") \
  X(kind_units_assigned, "units offered", "cession d’unités proposée") \
  X(kind_assignment_accepted, "assignment accepted", "cession acceptée") \
  X(kind_assignment_withdrawn, "offer withdrawn", "proposition de cession retirée") \
  X(kind_mandate_recorded, "mandate recorded", "mandat enregistré") \
  X(kind_mandate_withdrawn, "mandate withdrawn", "mandat retiré") \
  X(kind_units_retired, "units retired", "unités retirées") \
  X(kind_units_cancelled, "units cancelled", "unités annulées") \
  X(kind_debt_set_off, "debt set off", "dette compensée") \
  X(kind_debt_stated, "debt stated", "dette constatée") \
  /* reconditioning */ \
  X(refit_none, "none yet", "pas encore") \
  X(refit_light, "light, no parts fitted", "léger, sans pièce posée") \
  X(refit_full, "full", "complet") \
  /* methodologies */ \
  X(methodology_reference, "reference", "référence") \
  X(methodology_draft, "draft", "projet") \
  X(methodology_approved, "approved", "approuvée") \
  /* outcomes of disputes */ \
  X(dispute_upheld, "upheld", "accueillie") \
  X(dispute_rejected, "rejected", "rejetée") \
  X(no_approval, "none", "aucun")
// clang-format on
