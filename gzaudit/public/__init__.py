"""A year without its statistics lists: all that a district's files may say of single firms.

A district's counts and sums rest on statistics lists and are its own by the notice. Whatever else its files
say is a function of the public lists and of what the districts filed themselves; it is worked out here from
these alone, so that no filter has to find out what a statistics list had a hand in. Two years whose public
lists and counts are the same give every district the same bytes, whichever firms the statistics lists hold.

- Identities are found anew. A row of a statistics list joins names and codes (by a former name, by a code
  beside a name), and splits them (by a namesake's code): resolved over all lists, it would show in which rows
  are one firm, in codes, in patents and in districts.
- A firm is listed where its own list or 企业底册 places it. Patents and addresses are asked after the
  statistics list (C6), which may overrule them: a firm that they listed in one district may be counted in
  another, and the difference between list and count would point at the few firms that only they place. Such
  firms are counted and not named; how many there are is told as 待市局核实.
- The list may be longer than the count: a statistics list that knows two rows to be one firm takes one from
  the count, and a namesake in it takes a firm's code and with it the district that 企业底册 gave. The rows
  stay: leaving one out would tell which it was. The difference is told as 待市局核实 too, in the same words
  whatever its cause, and follows from list and count alone. Whoever has the public lists sees the difference
  from the count, which the notice makes known; the files add nothing to it.
- What people decided of a firm is the bureau's own word and holds here too, as far as public lists know the
  firm: where it lies, whether it counts as a 高企. A code that people gave is told only where a public list
  has it. Decisions on statistics lists change nothing here, and are not listed in a district's files.
- Findings on single firms come from the same second look: no conflict with a statistics list, and none kept
  back because one settled it. Findings on targets, conclusions and work done are asked of no statistics list.
"""
