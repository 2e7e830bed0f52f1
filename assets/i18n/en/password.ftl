password = Change your password
password-must = The password you were given works once. Please choose your own.
password-old = Present password
password-new = New password
password-change = Change
