fn main(){ for z in ["yangjae","gaon"] { let r = teukgu_tenant::lint(&teukgu_testkit::folder(&teukgu_testkit::tenants().join(z)), &teukgu_testkit::codes());
 println!("== {z} {}", r.snapshot.is_some()); for f in r.findings { println!("{} {} | {}", f.code, f.line(teukgu_domain::text::Lang::En), f.help.en); } } }
