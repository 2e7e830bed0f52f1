sign-in = 로그인
sign-in-lead = 신청하고, 처리 상황을 보고, 보완할 것을 냅니다. 제도 안내와 자가 점검은 로그인 없이 볼 수 있습니다.
sign-in-login = 전자우편 주소 또는 아이디
sign-in-password = 비밀번호
sign-out = 로그아웃
sign-out-done = 로그아웃했습니다
register = 회원가입
register-question = 처음이신가요?
register-lead = 신청에 필요한 것만 받습니다. 주민등록번호와 여권번호는 받지 않습니다.
register-field = { $field ->
    [name] 성명
    [organisation] 회사 또는 기관 이름
    [login] 전자우편 주소
   *[password] 비밀번호
}
register-login-hint = 처리 상황을 이 주소로 알려 드립니다.
register-password-hint = 10자 이상. 기억하기 쉬운 문장이 좋습니다.
register-privacy = 적은 내용은 신청을 처리하는 데에만 씁니다.
register-send = 가입하기
person-menu = 내 메뉴
person-hello = { $name } 님
person-my = 내 신청
person-desk = 업무함
person-accounts = 계정 관리
person-invented = 시연용 인물
session-near = 곧 로그아웃됩니다.
session-near-left = 쓰지 않아 로그아웃되기까지
session-near-minutes = 분 남았습니다.
session-go-on = 계속 쓰기
session-over = 로그아웃되었습니다.
session-over-what = 적던 내용은 이 화면에 그대로 있습니다. 옮겨 적을 것을 복사해 두고 새 창에서 로그인하세요.
session-sign-in = 새 창에서 로그인
