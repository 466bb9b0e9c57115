"""Two people's labels over an Arabic and a French text, for the tests of the agreement view."""

AMAL, BADR = "أمل الفيتوري", "Badr"
ARABIC = "التقى قائد الجيش الليبي المشير خليفة حفتر السبت."
FRENCH = "Le maréchal Khalifa Haftar a déclaré que l’armée nationale libyenne avance."

Marks = dict[str, dict[str, list[tuple[str, str]]]]  # file, annotator, words and label
MARKS: Marks = {
    "ar.txt": {
        AMAL: [("خليفة حفتر", "PERSON"), ("الجيش الليبي", "ORGANIZATION")],
        BADR: [("المشير خليفة حفتر", "PERSON"), ("الجيش الليبي", "ORGANIZATION")],
    },
    "fr.txt": {
        AMAL: [("Khalifa Haftar", "PERSON"), ("armée nationale libyenne", "ORGANIZATION")],
        BADR: [
            ("Khalifa Haftar", "PERSON"),
            ("armée nationale libyenne", "PERSON"),
            ("Le maréchal", "PERSON"),
        ],
    },
}
