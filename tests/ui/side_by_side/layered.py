"""Three people's labels over an Arabic and a French text, for the tests of layers side by side."""

AMAL, BADR, CHLOE = "أمل", "Badr", "Chloé"
_PARAGRAPH = "وأضاف أن بعثة الأمم المتحدة للدعم في ليبيا (UNSMIL) تتابع الأمر، وأن 500 أسرة عادت إلى بيوتها في بنغازي. "
ARABIC = (
    "التقى المشير خليفة حفتر السبت اللواء عباس كامل.\n"
    + (_PARAGRAPH * 4 + "\n") * 12
    + "وقال إن مجلس الأمن يجتمع."
)
FRENCH = "Le maréchal Khalifa Haftar a déclaré que l’armée nationale libyenne avance."
TEXTS = {"ar.txt": ARABIC, "fr.txt": FRENCH}
LAYERS = {
    AMAL: [
        ("خليفة حفتر", "PERSON"),
        ("عباس كامل", "PERSON"),
        ("مجلس الأمن", "ORGANIZATION"),
        ("Khalifa Haftar", "PERSON"),
    ],
    BADR: [
        ("المشير خليفة حفتر", "PERSON"),
        ("عباس كامل", "PERSON"),
        ("مجلس الأمن", "PERSON"),
        ("التقى المشير خليفة حفتر السبت", "CLAIM"),
        ("Khalifa Haftar", "PERSON"),
    ],
    CHLOE: [("عباس كامل", "PERSON"), ("خليفة حفتر", "PERSON")],
}
