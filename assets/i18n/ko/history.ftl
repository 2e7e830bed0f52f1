# 연혁.
history-lead = 특구가 되기까지의 과정과 그 뒤의 일을 공개된 자료로 정리했습니다. 날짜는 확인된 만큼만 적어, 달이나 해만 적은 것도 있습니다.
history-before = 지정되기까지
history-after = 지정과 그 뒤
history-planned = 예정
history-count = { $n }건
history-designation = 특구 지정
history-ahead = 예정
history-none = 등록된 연혁이 없습니다
history-none-why = 공개된 자료에서 확인되면 이곳에 실립니다.
