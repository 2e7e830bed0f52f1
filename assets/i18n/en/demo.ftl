demo = Try each role
demo-lead = An invented year lets you see the portal as each of these people. Persons, firms and applications are all made up.
demo-enter = Be this person
