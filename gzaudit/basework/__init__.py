"""Base work: what the 广州科技GI exports show to have been done, record by record (七（二）1, 八（一）).

`assess` is the way in. Where each rule lives, in the order in which a record meets them:

- which list and which field says what: `gi_lists`; rows put together, with district, firm and day: `material`
- a row's district (its own 区, else its sheet's): `place`; its firm: `firms`; its day: `days`
- when a cell counts as filled (无, 未上传 …): `filled`
- what every record must show (district, firm, day in the service period, last day of A21, fields): `checks`;
  the reasons why it does not count: `verdicts`
- distinct firms, projects, needs, visits, weeks, reports: `distinct`; quarters of key firms (A20): `quarters`
- events: sign-ins to events: `signins`; 宣讲 or 对接: `event_kinds`; firms per event and averages (A17, A18):
  `attendance`, `homes`; one event counts once (A19): `repeats`; all of these together: `events`
- told to people and taken from no count: near-equal needs (A21): `similar_needs`; other signs: `flags`
- judged records, and what they add up to: `judged`, `totals`
"""
