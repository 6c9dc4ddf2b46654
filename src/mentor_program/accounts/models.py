"""The account a person signs in with."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes accounts. Use `accounts.services.create_account`, which also makes the sign-in address."""

    def create_user(self, *, email: str, display_name: str, password: str | None = None) -> "User":
        """Store an account; without a password only a code sent by e-mail signs in."""
        user = self.model(email=email.strip().lower(), display_name=display_name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One account. `id` is what `auth.uid()` answers in the database and what domain tables call `user_id`.

    It holds no permissions: the table `coordinators` alone says who is a coordinator.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # See accounts/preferences.py.
    preferences = models.JSONField(default=dict, db_default={})

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        db_table = "users"
        constraints = [
            # Two spellings of one address must never become two people.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="users_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class FormDraft(models.Model):
    """What a person has typed into a form and not sent yet; `address` is the path that the form is sent to."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=200)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "form_drafts"
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="form_drafts_one_per_form")]
        indexes = [models.Index(fields=["saved_at"], name="form_drafts_saved_at")]

    def __str__(self) -> str:
        return self.address
