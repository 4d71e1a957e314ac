"""Words of which bulk content is made, in five languages; the first of each are the most frequent."""

WORDS = {
    "en": """the of and a to in is was it that for on with at by from as they we an not this which one had but there
        were all has been would when who will more no if out so said what up its about into them can only other new some
        could time these two may then do first any now such like our over even most made after also did many before must
        through years where much way well down should because each just those people how too little state good very make
        world still own see work long get here between both life being under never day same another know while last might
        us great old year off come since against go came right used take three river harbour bridge market consul embassy
        letter passport trade tea school library night winter table map island mountain city street neighbour language
        translation archive visa minister ferry lighthouse garden bread rain wind office stamp window door chair paper
        question answer visitor student teacher doctor farmer engineer reader writer festival museum station timetable""",
    "es": """de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí
        porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni
        contra otros ese eso ante ellos mar puerto puente mercado carta ciudad calle lengua escuela biblioteca noche
        invierno mapa isla montaña vecino archivo ministro faro jardín pan lluvia viento oficina ventana puerta silla""",
    "fr": """de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont mais avec ou
        son comme on être aussi leur bien peut ces deux ont sans nous si même encore où depuis entre fleuve port pont
        marché lettre ville rue langue école bibliothèque nuit hiver carte île montagne voisin archives ministre phare
        jardin pain pluie vent bureau fenêtre porte chaise papier question réponse visiteur élève maître médecin""",
    "ar": """في من على إلى أن هذا التي مع عن الذي كان بين ما هو بعد لا كل قبل حتى هناك أو كما لكن عند منذ حيث ثم قد
        نهر ميناء جسر سوق رسالة مدينة شارع لغة مدرسة مكتبة ليل شتاء خريطة جزيرة جبل جار أرشيف وزير منارة حديقة خبز مطر""",
    "vi": """và của có là một trong cho được với các người không những khi này đã từ đến như để ra về cũng trên vào nhiều
        sông cảng cầu chợ thư phố đường tiếng trường sách đêm đông bản đồ đảo núi hàng xóm vườn bánh mưa gió cửa ghế giấy""",
}
SHARES = {"en": 60, "es": 14, "fr": 12, "ar": 7, "vi": 7}
ROLES = ("Ambassador", "Consul", "Press attaché", "Head of mission", "Second secretary", "Trade commissioner")
FIRST_NAMES = "Amina Bela Carmen Dov Elif Farid Greta Hugo Ines Jonas Keiko Leila Mara Nils".split()
LAST_NAMES = "Abara Bianchi Castell Dvorak Eriksen Fontaine Galvez Haddad Ivanova Jansen Kato Lind".split()
PLACES = (
    "London, GB; Hanoi, VN; Lima, PE; Nairobi, KE; Oslo, NO; Accra, GH; Amman, JO; Wellington, NZ; Montevideo, UY; "
    "Tbilisi, GE; Dakar, SN; Ottawa, CA; Suva, FJ; Lisbon, PT; Valparaíso, CL; Kathmandu, NP; Reykjavík, IS; "
    "Windhoek, NA; Panamá, PA; Riga, LV"
).split("; ")
TAGS = (
    "trade,tea,ports,bridges,libraries,weather,language,translation,maps,markets,schools,music,bread,rivers,archives,visas,"
    "consular work,timetables,islands,science,festivals,football,recipes,radio,gardens,night,winter,letters,neighbours,history"
).split(",")
