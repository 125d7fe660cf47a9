/**
 * The most used passwords of twelve characters and more (shorter ones are refused for their length), and the parts that
 * such passwords are made of. Compared in lower case, without anything but letters and digits.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 123412341234 123123123123 121212121212
  112233445566 111222333444 111111222222 098765432109 987654321012 0987654321098 147258369147 159357159357 123456123456
  123456789123 1234567891011 123456789abc 123456789qwe 12345678910111 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i
  q1w2e3r4t5y6 q1w2e3r4t5y6u7 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc zaq12wsxcde3 qazwsxedcrfv qazwsxedc123
  qwertyuiopas qwertyuiop123 qwertyuiop12 qwertyuiop1234 qwertyuiopasdf qwertyuiopasdfgh qwertyuiopasdfghjkl
  qwertyqwerty qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwerty1234567890 qweqweqweqwe qwe123qwe123
  qweasdzxc123 qweasdqweasd asdfghjkl123 asdfghjklqwertyuiop asdfasdfasdf asdf1234asdf zxcvbnm12345 zxcvbnmasdfgh
  zxcvbnm123456 zxcvbnmasdfghjkl passwordpassword password1234 password12345 password123456 password1234567
  password12345678 password123456789 password123password passw0rd1234 passw0rd12345 p4ssw0rd1234 mypassword12
  mypassword123 mypassword1234 newpassword1 newpassword12 newpassword123 thisismypassword thepassword123 changeme1234
  changeme12345 changeme123456 changemenow1 changemechangeme changethispassword letmeinletmein letmein12345
  letmein123456 letmein1234567 welcome12345 welcome123456 welcome1234567 welcomewelcome iloveyou1234 iloveyou12345
  iloveyou123456 iloveyouforever iloveyousomuch iloveyouiloveyou administrator administrator1 administrator123
  adminadminadmin admin1234567 admin12345678 admin123456789 admin1234567890 adminpassword adminpassword1
  adminpassword123 rootpassword rootroot1234 superuser123 superadmin123 testtesttest test12345678 test123456789
  testpassword testpassword1 testpassword123 temppassword temppassword1 defaultpassword secretsecret secretpassword
  supersecret1 supersecret123 topsecret123 trustno1trustno1 correcthorsebatterystaple correcthorsebattery
  monkeymonkey monkey123456 dragondragon dragon123456 footballfootball football1234 baseball1234 basketball12
  basketball123 superman1234 superman12345 batmanbatman sunshine1234 sunshine12345 princess1234 princess12345
  charlie12345 michael12345 jennifer1234 jordan231234 liverpool123 liverpool1234 manchester12 manchester123 chelsea12345
  arsenal12345 barcelona123 realmadrid12 realmadrid123 startrek1234 starwars1234 starwars12345 pokemon12345
  minecraft123 minecraft1234 abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefghijklmnopqrstuvwxyz abcd1234abcd
  abcd12345678 abc123abc123 abc123456789 abcabcabcabc aaaaaaaaaaaa aaaaaaaaaaaaa computer1234 internet1234 samsung12345
  googlegoogle google123456 facebook1234 facebook12345 linkedin1234 microsoft123 windows12345 whatever1234 nothing12345
  blink182blink unbelievable international christmas123 summer202412 winter202412 january12345 september123 november1234
  december1234 correcthorse1 monkeybusiness hellohello12 hellohellohello helloworld12 helloworld123 helloworld1234
  goodmorning1 goodmorning123 happybirthday happybirthday1 lovelovelove loveyou12345 jesuschrist1 jesusislord1
  mustang12345 ferrari12345 mercedes1234 porsche91111 harleydavidson rockandroll1 californication metallica123
  slipknot1234 butterfly123 chocolate123 strawberry12 strawberry123 cheesecake12 elephant1234 dolphin12345 swordfish123
  masterpassword mastermaster master123456 shadow123456 killer123456 hunter123456 ranger123456 buster123456 soccer123456
  hockey123456 george123456 andrew123456 thomas123456 robert123456 daniel123456 pepper123456 ginger123456 cookie123456
  naruto123456 asdasdasdasd zxczxczxczxc poiuytrewq12 lkjhgfdsapoiuytrewq mnbvcxzlkjhg 0123456789ab 01234567890
  012345678901 0123456789012 000000000000 111111111111 222222222222 333333333333 444444444444 555555555555 666666666666
  777777777777 888888888888 999999999999`.split(/\s+/),
);
