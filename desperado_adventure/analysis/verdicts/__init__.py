"""What a proof says: the certificate, and the findings with the choices that lead to each."""
