/** The characters of HTML's named entities that are in ASCII or Latin-1, by name. */
export const htmlEntities: ReadonlyMap<string, string> = new Map(
  (
    "amp& lt< gt> quot\" apos' sol/ bsol\\ excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. colon: semi; " +
    "equals= quest? commat@ lsqb[ lbrack[ rsqb] rbrack] Hat^ lowbar_ grave` lcub{ lbrace{ rcub} rbrace} verbar| vert| " +
    "Tab\t NewLine\n nbsp\u00a0 iexcl¡ cent¢ pound£ curren¤ yen¥ brvbar¦ sect§ uml¨ copy© ordf\u00aa laquo« not¬ " +
    "shy\u00ad reg® macr¯ deg° plusmn± sup2² sup3³ acute´ micro\u00b5 para¶ middot· cedil¸ sup1¹ ordm\u00ba raquo» frac14¼ " +
    "frac12½ frac34¾ iquest¿ AgraveÀ AacuteÁ AcircÂ AtildeÃ AumlÄ AringÅ AEligÆ CcedilÇ EgraveÈ EacuteÉ EcircÊ EumlË " +
    "IgraveÌ IacuteÍ IcircÎ IumlÏ ETHÐ NtildeÑ OgraveÒ OacuteÓ OcircÔ OtildeÕ OumlÖ times× OslashØ UgraveÙ UacuteÚ UcircÛ " +
    "UumlÜ YacuteÝ THORNÞ szligß agraveà aacuteá acircâ atildeã aumlä aringå aeligæ ccedilç egraveè eacuteé ecircê eumlë " +
    "igraveì iacuteí icircî iumlï ethð ntildeñ ograveò oacuteó ocircô otildeõ oumlö divide÷ oslashø ugraveù uacuteú ucircû " +
    "uumlü yacuteý thornþ yumlÿ"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)]),
);
