"""Pages of proposals and decrees."""

from payung.entry.web.route import Route, Views

of_decrees = Views("payung.entry.web.decree.decrees")
of_proposals = Views("payung.entry.web.decree.proposals")
steps = Views("payung.entry.web.decree.steps")
_U, _D = "siklus/<slug:code>/usulan/", "siklus/<slug:code>/sk/"
_ONE, _OF = f"{_U}<int:number>/", f"{_D}<int:number>/"
ROUTES = [
    Route(_U, of_proposals.proposals, "proposals", "decree.see", "proposal"),
    Route(f"{_U}baru/<int:plan>/", of_proposals.proposal_new, "proposal_new", "decree.propose", "cycle"),
    Route(_ONE, of_proposals.proposal, "proposal", "decree.see", "proposal"),
    Route(f"{_ONE}contoh/", steps.proposal_sample, "proposal_sample", "decree.check", "proposal"),
    Route(f"{_ONE}periksa/", steps.proposal_check, "proposal_check", "decree.check", "proposal"),
    Route(f"{_ONE}setujui/", steps.proposal_approve, "proposal_approve", "decree.approve", "proposal"),
    Route(f"{_ONE}kembalikan/", steps.proposal_refuse, "proposal_refuse", "decree.see", "proposal"),
    Route(f"{_ONE}tarik/", steps.proposal_withdraw, "proposal_withdraw", "decree.propose", "proposal"),
    Route(f"{_ONE}terbitkan/", steps.proposal_issue, "proposal_issue", "decree.see", "proposal"),
    Route(_D, of_decrees.decrees, "decrees", "decree.see", "cycle"),
    Route(_OF, of_decrees.decree, "decree", "decree.see", "cycle"),
    Route(f"{_OF}berkas/<str:kind>/", of_decrees.decree_file, "decree_file", "decree.see", "cycle"),
    Route(f"{_OF}ttd/", of_decrees.decree_sign, "decree_sign", "decree.propose", "cycle"),
    Route(f"{_OF}lampiran/", of_decrees.decree_annex, "decree_annex", "decree.propose", "cycle"),
    Route(f"{_OF}ubah/", of_decrees.decree_amend, "decree_amend", "decree.propose", "cycle"),
    Route(f"{_OF}perpanjang/", of_decrees.decree_extend, "decree_extend", "decree.propose", "cycle"),
    Route("siklus/<slug:code>/pekerjaan/<uuid:job>/", of_decrees.decree_job, "decree_job", "plan.see", "cycle"),
]
