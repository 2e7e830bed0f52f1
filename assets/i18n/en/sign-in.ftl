sign-in = Sign in
sign-in-lead = File applications, follow them, and answer what the office asks. Guidance and the self-check need no account.
sign-in-login = E-mail address or user name
sign-in-password = Password
sign-out = Sign out
sign-out-done = You are signed out
register = Create an account
register-question = Here for the first time?
register-lead = We ask only for what an application needs. We never take a resident registration or passport number.
register-field = { $field ->
    [name] Your name
    [organisation] Company or institution
    [login] E-mail address
   *[password] Password
}
register-login-hint = We tell you here how your application goes on.
register-password-hint = At least 10 characters. A sentence that you remember is good.
register-privacy = What you enter is used for your applications only.
register-send = Create account
person-menu = My menu
person-hello = { $name }
person-my = My applications
person-desk = Desk
person-accounts = Accounts
person-invented = invented person
session-near = You will be signed out soon.
session-near-left = Minutes left without use:
session-near-minutes = .
session-go-on = Stay signed in
session-over = You have been signed out.
session-over-what = What you were writing is still on this page: copy it, then sign in again in a new window.
session-sign-in = Sign in in a new window
