// SPDX-License-Identifier: Apache-2.0
// What the public pages of a registry say: rows of messages.hpp.
#pragma once

// clang-format off
#define LCL_EXPLORER_MESSAGES(X) \
  /* every page */ \
  X(explorer_sections, "Registry", "Registre") \
  X(to_the_content, "To the content", "Aller au contenu") \
  X(language_itself, "English", "Français") \
  X(explorer_says_everywhere, \
    "The registry states this; a page proves nothing. What proves it is the verifier, a page that you keep.", \
    "Le registre l’affirme\u00a0; une page ne prouve rien. Ce qui le prouve, c’est le vérificateur, une page que vous conservez.") \
  X(explorer_running_title, "{}, {} entries", "{}, {} entrées") \
  /* home */ \
  X(explorer_home, "Home", "Accueil") \
  X(explorer_home_subtitle, \
    "Public register of projects that recondition electronics, under the Label bas-carbone.", \
    "Registre public de projets de reconditionnement d’appareils électroniques, sous le Label bas-carbone.") \
  X(explorer_projects, "Projects", "Projets") \
  X(explorer_units, "Units", "Unités") \
  X(explorer_participants, "Participants", "Participants") \
  X(explorer_methodologies, "Methodologies", "Méthodes") \
  X(explorer_log, "Log", "Journal") \
  X(explorer_checkpoint, "Checkpoint", "Point de contrôle") \
  X(explorer_at_a_glance, "At a glance", "En bref") \
  X(explorer_last_entry, "Last entry", "Dernière entrée") \
  X(explorer_units_in_all, "Units issued in all", "Unités délivrées en tout") \
  X(explorer_in_trial, \
    "This is a trial registry: its units are no credits of the Label bas-carbone.", \
    "Ceci est un registre d’essai\u00a0: ses unités ne sont pas des crédits carbone du Label bas-carbone.") \
  X(explorer_how_to_check, "How to check it yourself", "Comment le vérifier vous-même") \
  X(explorer_verifier, "Verifier", "Vérificateur") \
  X(explorer_verifier_digest, "SHA-256 of the verifier", "SHA-256 du vérificateur") \
  X(explorer_verifier_text, \
    "Keep the verifier on your own machine. It takes the log’s key, the certifier’s fingerprint, and the address of this folder or a " \
    "file that you were given, of retired units or of a device, and says what is proven and what is not. Obtain key, fingerprint and the verifier’s SHA-256 from somebody else than this registry: " \
    "a forged registry shows a forged page.", \
    "Conservez le vérificateur sur votre propre machine. Il prend la clé du journal, l’empreinte de l’autorité, et l’adresse de ce " \
    "dossier ou un fichier qui vous a été remis, d’unités retirées ou d’un appareil, et dit ce qui est prouvé et ce qui ne l’est pas. Obtenez la clé, l’empreinte et le SHA-256 du vérificateur " \
    "ailleurs que dans ce registre\u00a0: un faux registre montre une fausse page.") \
  X(explorer_feeds, "Feeds", "Flux") \
  X(explorer_feed_of, "who acts next: {}", "qui agit ensuite\u00a0: {}") \
  /* projects */ \
  X(explorer_no_project, "No project is on record.", "Aucun projet n’est enregistré.") \
  X(explorer_project_title, "Project {}", "Projet {}") \
  X(explorer_project_record, "On record", "Ce qui est enregistré") \
  X(explorer_figures, "Figures", "Chiffres") \
  X(explorer_no_figures, "Nothing of the crediting period is counted yet.", "Rien n’est encore compté de la période de validité.") \
  X(explorer_figures_text, \
    "Computed from the entries as they stand, over the crediting period up to the last entry, before any verification. What " \
    "counts for units is what an auditor has seen: see the reports.", \
    "Calculés à partir des entrées telles qu’elles sont, sur la période de validité jusqu’à la dernière entrée, avant toute " \
    "vérification. Ce qui compte pour les unités est ce qu’un auditeur a vu\u00a0: voir les rapports.") \
  X(explorer_stated_by, "Other support", "Autres soutiens") \
  X(explorer_reports, "Monitoring reports", "Rapports de suivi") \
  X(explorer_no_report, "No report is filed.", "Aucun rapport n’est déposé.") \
  X(explorer_no_units, "No units were issued.", "Aucune unité n’a été délivrée.") \
  X(explorer_no_units_retired, "No units are retired.", "Aucune unité n’est retirée.") \
  X(explorer_acts, "Acts", "Actes") \
  X(explorer_acts_caption, "What was done on the project, entry by entry", "Ce qui a été fait sur le projet, entrée par entrée") \
  X(explorer_potential_units, "Units expected", "Unités attendues") \
  X(explorer_follows, "Follows project", "Fait suite au projet") \
  X(explorer_retirements, "Retirements", "Retraits") \
  X(explorer_retirements_caption, "Units that are retired, for good", "Unités retirées, définitivement") \
  /* participants */ \
  X(explorer_badge, "Badge", "Distinction") \
  X(explorer_impact_champion, "Impact Champion (ESUS or ESAT agreement)", "Impact Champion (agrément ESUS ou ESAT)") \
  X(explorer_approvals, "Approvals", "Agréments et labels") \
  X(explorer_approvals_text, \
    "As of the last entry. An approval changes no figure, and the lack of one is no fault.", \
    "À la date de la dernière entrée. Un agrément ne change aucun chiffre, et ne pas en avoir n’est pas un défaut.") \
  X(explorer_no_approval, "No approval is on record.", "Aucun agrément n’est enregistré.") \
  X(explorer_issuer, "Issued by", "Délivré par") \
  X(explorer_standing, "Standing", "Situation") \
  X(explorer_valid, "valid", "valable") \
  X(explorer_not_valid, "not valid", "non valable") \
  X(explorer_rating, "Rating", "Note") \
  X(explorer_suspensions, "Suspensions", "Suspensions") \
  X(explorer_suspended_from, "Suspended from", "Suspendu à partir du") \
  X(explorer_suspended_to, "until", "jusqu’au") \
  X(scheme_esus, "ESUS, social utility enterprise", "ESUS, entreprise solidaire d’utilité sociale") \
  X(scheme_esat, "ESAT, work centre for people with disabilities", "ESAT, établissement d’aide par le travail") \
  X(scheme_ea, "EA, adapted enterprise", "EA, entreprise adaptée") \
  X(scheme_ecovadis, "EcoVadis", "EcoVadis") \
  X(scheme_b_corp, "B Corp", "B Corp") \
  X(scheme_eco_organisation, "eco-organisation", "éco-organisme") \
  X(scheme_quality_label, "quality label of reconditioning", "label de qualité du reconditionnement") \
  X(scheme_carbon_footprint, "published carbon footprint", "empreinte carbone publiée") \
  /* methodologies */ \
  X(explorer_parameters, "Parameters", "Paramètres") \
  X(explorer_table_by, "Table {}, by {}", "Table {}, par {}") \
  X(explorer_value, "Value", "Valeur") \
  X(explorer_source, "Source", "Source") \
  X(explorer_clause, "Meaning", "Sens") \
  X(explorer_assumption, "assumption", "hypothèse") \
  X(explorer_assumption_of, "assumption: {}", "hypothèse\u00a0: {}") \
  X(explorer_eligibility, "Eligibility", "Éligibilité") \
  X(explorer_rule, "Rule", "Règle") \
  X(explorer_steps, "Steps", "Étapes") \
  X(explorer_scope, "Computed for each", "Calculée pour chaque") \
  X(explorer_decision, "Decision of approval", "Décision d’approbation") \
  X(explorer_adopted_by, "Adopted by entry", "Adoptée par l’entrée") \
  /* log */ \
  X(explorer_log_title, "Entries {} to {}", "Entrées {} à {}") \
  X(explorer_log_text, \
    "Every entry is there, in order. Each of them is proven by its number N: in the verifier, or with {}.", \
    "Toutes les entrées y sont, dans l’ordre. Chacune se prouve par son numéro N\u00a0: dans le vérificateur, ou par {}.") \
  X(explorer_log_pages, "All pages of the log", "Toutes les pages du journal") \
  X(explorer_log_first, "Entries", "Entrées") \
  X(explorer_bundle, "Bundle of entries", "Lot d’entrées") \
  X(explorer_tile, "Tile of hashes", "Tuile d’empreintes") \
  /* search */ \
  X(explorer_search, "Search", "Rechercher") \
  X(explorer_search_label, \
    "A project, the serial of units, the pseudonym of a device or the number of an entry", \
    "Un projet, le numéro de série d’unités, le pseudonyme d’un appareil ou le numéro d’une entrée") \
  X(explorer_search_text, \
    "Searching takes a browser that runs scripts, and pages that a web server has sent. Without them, projects and units are in " \
    "their lists, and entries in the log, by number. What is found is what the registry states; the verifier proves it.", \
    "Rechercher demande un navigateur qui exécute les scripts et des pages venues d’un serveur web. À défaut, les projets et les " \
    "unités sont dans leurs listes, et les entrées dans le journal, par numéro. Ce qui est trouvé est ce qu’affirme le registre\u00a0; le vérificateur le prouve.") \
  X(explorer_search_entry, "Entry {}", "Entrée {}") \
  X(explorer_search_project, "Project {}", "Projet {}") \
  X(explorer_searching, "Searching…", "Recherche en cours…") \
  X(explorer_search_found, "Found of {}:", "Trouvé pour {}\u00a0:") \
  X(explorer_search_nothing, "The registry has nothing called {}.", "Le registre n’a rien du nom de {}.") \
  X(explorer_search_failed, \
    "What is needed could not be read: open this page from a web server, and try again.", \
    "Ce qu’il faut n’a pas pu être lu\u00a0: ouvrez cette page depuis un serveur web, puis réessayez.") \
  /* checkpoint */ \
  X(explorer_checkpoint_text, \
    "The log’s size and root, signed by the log’s key. Whoever keeps one finds out later whether anything before it was rewritten.", \
    "La taille et la racine du journal, signées par la clé du journal. Qui en conserve un sait plus tard si quoi que ce soit " \
    "d’antérieur a été réécrit.") \
  X(explorer_certifier, "Certifier’s fingerprint", "Empreinte de l’autorité") \
  X(explorer_signatures, "Signatures on it", "Signatures qu’il porte") \
  X(explorer_signatures_text, \
    "Other names than the log’s are those of witnesses, if they are known to you under these keys. Nobody has checked them here.", \
    "Les noms autres que celui du journal sont ceux de témoins, si vous les connaissez sous ces clés. Ils ne sont pas vérifiés ici.") \
  X(explorer_signer, "Name", "Nom") \
  X(explorer_key_id, "Key id", "Identifiant de clé") \
  X(explorer_keys, "Keys", "Clés") \
  X(explorer_seen_at, "Says that it saw it at", "Dit l’avoir vu le") \
  X(explorer_newest, "Newest checkpoint", "Dernier point de contrôle") \
  X(explorer_data, "Data of these pages", "Données de ces pages")
// clang-format on
