# What the facts can be checked against.
sources-lead = 이 누리집의 사실은 아래 자료에서 왔습니다. 사실 옆의 출처를 누르면 이 페이지의 해당 줄로 옵니다.
sources-mark-title = ‘예시’ 표시가 뜻하는 것
sources-mark = 공개된 출처를 찾지 못해 예시로 채운 값입니다. 실제 계획이나 실적이 아니므로 인용하지 마세요. 공식 자료가 나오면 그 값과 출처로 바뀌고, 바뀐 일은 기록에 남습니다.
sources-mark-count = 지금 이 표시가 있는 항목은 { $n }개입니다.
sources-caption = 출처 { $n }개
sources-title = 자료
sources-publisher = 펴낸 곳
sources-date = 펴낸 날
sources-locator = 찾는 곳
sources-licence = 이용 조건
sources-cited = 인용한 사실
sources-none = 아직 등록된 출처가 없습니다
sources-none-about = 모든 값이 예시입니다.
