"""What templates show: plain values made from what the services give. Knows labels, knows no rule."""
