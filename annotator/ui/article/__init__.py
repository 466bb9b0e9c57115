"""The article view: geometry, lanes, painting, the widget and the offscreen picture."""
