password = 비밀번호 바꾸기
password-must = 처음 받은 비밀번호는 한 번만 쓸 수 있습니다. 새 비밀번호를 정하십시오.
password-old = 지금 비밀번호
password-new = 새 비밀번호
password-change = 바꾸기
