"""Base work: what the 广州科技GI exports show to have been done, record by record (七（二）1, 八（一）)."""
